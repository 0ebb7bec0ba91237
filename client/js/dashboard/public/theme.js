// Before the first paint: the theme that the reader has chosen, if it is not the system's.
try {
  const theme = localStorage.getItem("progresshub-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the system's theme it is.
}
