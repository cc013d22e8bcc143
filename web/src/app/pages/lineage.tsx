import { lazyPage } from "../parts/lazy";
import "./lineage.css";

/** What every table and column is made of; drawn by a program that is loaded with this page. */
export const LineagePage = lazyPage(async () => (await import("../lineage/page")).LineageOf);
