export type { LogLevel, LogLine, LogLines } from "../wire/wire.js";
export type { LogTail } from "./logEntry.js";
export { type LogOptions, type LogPiece, type LogRange, type LogWatch, watchLog } from "./watchLog.js";
