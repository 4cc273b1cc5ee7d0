// The account library tells of a passkey that could not be used by an event; people should read it, not the console.
document.addEventListener("allauth.error", (event) => {
  const problem = document.getElementById("passkey-problem");
  if (!problem) return;
  event.preventDefault();
  problem.hidden = false;
  problem.setAttribute("tabindex", "-1");
  problem.focus();
});
