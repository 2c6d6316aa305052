"use strict";
// Keys for those who empty a queue all day. Everything works without them.
(() => {
  for (const part of document.querySelectorAll("[data-script]")) part.hidden = false;

  const rows = [...document.querySelectorAll('[data-keys="queue"] > li')];
  const decide = document.querySelector('form[data-keys="decide"]');
  const reason = decide && decide.querySelector("#reason");
  let chosen = -1;
  // Set after 2 was pressed: the next digit is the reason.
  let awaitsReason = false;

  const choose = (index) => {
    if (rows.length === 0) return;
    chosen = Math.max(0, Math.min(rows.length - 1, index));
    rows.forEach((row, at) => row.classList.toggle("chosen", at === chosen));
    const link = rows[chosen].querySelector("h2 a");
    link.focus({ preventScroll: true });
    rows[chosen].scrollIntoView({ block: "nearest" });
  };

  const press = (value) => {
    const button = decide.querySelector(`button[value="${value}"]`);
    if (button) decide.requestSubmit(button);
  };

  const awaitReason = (awaits) => {
    awaitsReason = awaits;
    reason.classList.toggle("awaits", awaits);
    if (awaits) reason.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    // 229 is what a browser reports while an input method is composing.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const target = event.target;
    if (target.closest && target.closest("input, textarea, select, [contenteditable]")) return;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (awaitsReason) {
      const option = digit && reason.options[Number(digit[1])];
      awaitReason(false);
      if (option) {
        event.preventDefault();
        reason.value = option.value;
        // "Other" needs a note; leave the form to be filled in.
        if (option.value === "other") decide.querySelector("#note").focus();
        else press("not_harmful");
        return;
      }
    }
    if (event.code === "KeyJ" && rows.length) choose(chosen + 1);
    else if (event.code === "KeyK" && rows.length) choose(chosen - 1);
    else if (event.code === "KeyJ") {
      const next = document.querySelector("[data-key-next]");
      if (next) next.click();
    } else if (decide && digit && digit[1] === "1") press("confirmed");
    else if (decide && digit && digit[1] === "2") awaitReason(true);
    else if (decide && digit && digit[1] === "3") press("unsure");
    else return;
    event.preventDefault();
  });

  // One decision, one request: a second click finds the button at rest.
  for (const form of document.querySelectorAll('form[method="post"]')) {
    form.addEventListener("submit", () => {
      setTimeout(() => {
        for (const button of form.querySelectorAll("button")) button.disabled = true;
      });
    });
  }
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const button of document.querySelectorAll("button:disabled")) button.disabled = false;
  });
})();
