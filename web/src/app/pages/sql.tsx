import { lazyPage } from "../parts/lazy";
import "./sql.css";

/** A console for SQL; its editor is loaded with this page. */
export const SqlPage = lazyPage(async () => (await import("../sql/console")).Console);
