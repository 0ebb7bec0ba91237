import { useEffect, useState } from "react";
import { speakThrough } from "./announce";

/** The page's one live region. */
export function Announcer() {
  const [text, setText] = useState("");
  useEffect(() => speakThrough(setText), []);
  return <output className="unseen">{text}</output>;
}
