export { type SendOptions, send } from "./send.js";
