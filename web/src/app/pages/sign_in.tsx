import { useEffect } from "preact/hooks";
import { backFrom, useSession } from "../session";
import { useAddress } from "../address";
import { TokenForm } from "../parts/token_form";
import { SignOut, Who } from "../parts/user_menu";
import { reloadApplication } from "../reload";
import "./sign_in.css";

/** Asks for a token, where the server wants one. */
export function SignIn() {
  const { params } = useAddress();
  useEffect(() => {
    document.title = "Sign in · c360";
  }, []);
  const done = () => {
    history.replaceState(null, "", backFrom(params));
    reloadApplication();
  };
  return (
    <main class="sign-in" tabIndex={-1}>
      <section class="card" aria-label="Sign in">
        <h1>Sign in</h1>
        <p class="muted">
          This server shows its data to those who have a token. Whoever runs it makes one with{" "}
          <code>c360 token create</code>.
        </p>
        <TokenForm done={done} />
      </section>
    </main>
  );
}

/** "#/sign-in" of somebody who is signed in already. */
export function SignedIn() {
  const session = useSession();
  const { params } = useAddress();
  return (
    <section class="card signed-in" aria-label="Signed in">
      <h1>You are signed in</h1>
      {session && <Who session={session} />}
      <p>
        <a href={backFrom(params)}>To the pages</a>
      </p>
      {session?.token != null && <SignOut />}
    </section>
  );
}
