import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon, type IconName } from "../../shared/icons";
import "./overlay.css";

/** A dialog over the page: Escape and a click beside it close it, the focus goes back to where it was. */
export function Overlay({
  title,
  close,
  wide,
  children,
}: {
  title: string;
  close: () => void;
  wide?: boolean;
  children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the next key can come: Escape would go to the page.
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class={"overlay" + (wide ? " wide" : "")}
      aria-label={title}
      onClose={close}
      onClick={(event) => event.target === dialog.current && close()}
      onKeyDown={(event) => event.key === "Escape" && event.stopPropagation()}
    >
      <div class="inside">
        <header>
          <h2>{title}</h2>
          <button class="icon-button" aria-label="Close" onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}

export interface MenuItem {
  word: string;
  icon?: IconName;
  checked?: boolean;
  does: () => void;
}

/** A button that opens a list of things to do: arrows move, Enter does, Escape closes. */
export function Menu({
  label,
  items,
  children,
  plain,
}: {
  label: string;
  items: MenuItem[];
  children: ComponentChildren;
  plain?: boolean;
}) {
  const [open, setOpen] = useState(false);
  const holder = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  // Before the next key can come: it would move from where the focus was.
  useLayoutEffect(() => {
    if (!open) return;
    holder.current?.querySelector<HTMLElement>("[role=menuitem], [role=menuitemradio]")?.focus();
    const outside = (event: Event) => {
      if (!holder.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener("pointerdown", outside);
    return () => removeEventListener("pointerdown", outside);
  }, [open]);
  const shut = () => {
    setOpen(false);
    button.current?.focus();
  };
  const key = (event: KeyboardEvent) => {
    if (!open) return;
    const all = [...(holder.current?.querySelectorAll<HTMLElement>(".menu button") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (event.key === "Escape") {
      event.stopPropagation();
      shut();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      all[(at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length]?.focus();
    } else if (event.key === "Tab") {
      setOpen(false);
    }
  };
  return (
    <div class="menu-holder" ref={holder} onKeyDown={key}>
      <button
        ref={button}
        class={plain ? "menu-word" : "icon-button small"}
        {...(plain ? { "aria-description": label } : { "aria-label": label })}
        title={plain ? undefined : label}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open && (
        <div class="menu" role="menu" aria-label={label}>
          {items.map((item) => (
            <button
              role={item.checked === undefined ? "menuitem" : "menuitemradio"}
              {...(item.checked === undefined ? {} : { "aria-checked": item.checked })}
              tabIndex={-1}
              onClick={() => {
                shut();
                item.does();
              }}
            >
              {item.word}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

/** Gives a file to the reader. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
