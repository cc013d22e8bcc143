/** What a card of the user's own says of itself, below its title. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";

const Context = createContext("");
export const DescriptionProvider = Context.Provider;

/** Of the card that this is within. */
export const useDescription = () => useContext(Context);
