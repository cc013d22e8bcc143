import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../shared/icons";
import { Note } from "../../shared/parts";
import type { ApiError } from "../api";
import { reloadApplication } from "../reload";
import { signOut, useSession, type Session } from "../session";

/** Who is signed in, as what, and signing out. */
export function UserMenu() {
  const session = useSession();
  const [open, setOpen] = useState(false);
  const holder = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (!holder.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener("pointerdown", outside);
    addEventListener("focusin", outside);
    return () => {
      removeEventListener("pointerdown", outside);
      removeEventListener("focusin", outside);
    };
  }, [open]);
  if (session === null) return null;
  const key = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !open) return;
    event.stopPropagation();
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div class="menu-holder" ref={holder} onKeyDown={key}>
      <button
        ref={button}
        class="icon-button"
        aria-label={`${session.name}, ${session.role}`}
        title={`${session.name}, ${session.role}`}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="person" />
      </button>
      {open && (
        <div class="menu user">
          <Who session={session} />
          {session.token !== null && <SignOut />}
        </div>
      )}
    </div>
  );
}

export function Who({ session }: { session: Session }) {
  return (
    <>
      <p>
        <strong>{session.name}</strong>
        <span class="tag">{session.role}</span>
      </p>
      <p class="caption">
        {session.token === null
          ? "You are at the server’s own machine, where nobody needs a token."
          : [
              session.unmasked ? "Sees personal data." : "Personal data is masked.",
              session.all_rows ? "" : "Sees the rows of this role.",
            ].join(" ")}
      </p>
    </>
  );
}

export function SignOut() {
  const [fault, setFault] = useState<ApiError | null>(null);
  const done = () => {
    history.replaceState(null, "", "#/sign-in"); // whoever comes next need not know what was looked at
    reloadApplication();
  };
  return (
    <>
      {fault && <Note warn>{fault.message}</Note>}
      <button class="button" onClick={() => void signOut().then(done, setFault)}>
        Sign out
      </button>
    </>
  );
}
