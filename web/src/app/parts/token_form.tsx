import { useEffect, useRef, useState } from "preact/hooks";
import { sentence } from "../../shared/format";
import { ApiError } from "../api";
import { signIn } from "../session";

/** Asks for a token. It goes to the server and stays nowhere on the page: not in its state, address or storage. */
export function TokenForm({ done }: { done: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<ApiError | null>(null);
  const [asking, setAsking] = useState(false);
  useEffect(() => field.current?.focus(), []);
  const submit = async () => {
    const token = field.current!.value.trim();
    if (asking) return;
    if (token === "") {
      setFault(new ApiError("refused", "Paste a token first."));
      field.current!.focus();
      return;
    }
    setAsking(true);
    setFault(null);
    try {
      await signIn(token);
      field.current!.value = "";
      done();
    } catch (error) {
      setFault(error as ApiError);
      setAsking(false);
      field.current?.select();
    }
  };
  return (
    <form
      class="token-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <input
        class="visually-hidden"
        type="text"
        value="c360"
        autocomplete="username"
        tabIndex={-1}
        aria-hidden="true"
        readOnly
      />
      <label>
        Token
        <input
          ref={field}
          class="text-input"
          type="password"
          autocomplete="current-password"
          spellcheck={false}
          maxLength={500}
          aria-invalid={fault !== null}
          aria-describedby={fault ? "token-fault" : undefined}
        />
      </label>
      {fault && (
        <div class="note warn" role="alert" id="token-fault">
          <p>{sentence(fault.message)}</p>
          {fault.hint && <p>{sentence(fault.hint)}</p>}
        </div>
      )}
      <button class="button strong" aria-disabled={asking}>
        {asking ? "Signing in…" : "Sign in"}
      </button>
    </form>
  );
}
