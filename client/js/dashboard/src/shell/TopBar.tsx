import { ConnectionMark } from "./ConnectionMark";
import mark from "./favicon.svg";

export function TopBar() {
  return (
    <header className="topbar">
      <div className="topbar-inner">
        <a className="brand" href="./">
          <img src={mark} alt="" width="20" height="20" />
          ProgressHub
        </a>
        <ConnectionMark />
      </div>
    </header>
  );
}
