import { navigate, setRange } from "../address";
import { presets, type Range } from "../periods";

/** Days that are called by a name: buttons, or a list where there is no room. `other` asks for days of no name. */
export function Presets({ range, other }: { range: Range; other?: () => void }) {
  const choose = (preset: Range["preset"]) => navigate((params) => setRange(params, { preset }));
  return (
    <>
      <div class="segmented" role="group" aria-label="Days">
        {presets.map(({ name, word }) => (
          <button aria-pressed={range.preset === name} onClick={() => choose(name)}>
            {word}
          </button>
        ))}
      </div>
      <select
        class="range-select"
        aria-label="Days"
        value={range.preset}
        onChange={(event) => {
          const preset = event.currentTarget.value as Range["preset"];
          if (preset === "days") other?.();
          else choose(preset);
        }}
      >
        {presets.map(({ name, word }) => (
          <option value={name}>{word}</option>
        ))}
        {other && <option value="days">Other days…</option>}
      </select>
    </>
  );
}
