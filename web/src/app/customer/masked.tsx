import { Icon } from "../../shared/icons";

/** A value that the reader may not see, by the mask that stands for it everywhere. */
export function Masked({ value }: { value: string }) {
  return (
    <span class="mask" title="Masked: you may not see this value. The same mask is the same value.">
      <Icon name="masked" />
      <span class="visually-hidden">Masked: </span>
      {value}
    </span>
  );
}
