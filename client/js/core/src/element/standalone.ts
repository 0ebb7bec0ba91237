// In this order: the definition at once begins with the elements that are on the page already.
import "./beside.js";
import "./define.js";
