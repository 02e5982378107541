// Shows why a disabled button does nothing when it is pressed. Its title alone would be invisible to
// touch, keyboards and screen readers.

import { isEnabled } from "./controls.js";

const SHOWN = 6000;
const MARGIN = 8;

const bubble = document.createElement("p");
bubble.id = "reason";
bubble.role = "status";
document.body.append(bubble);

let timer = null;

// While capturing, before the button's own listeners. Enter in a form clicks its button too.
document.addEventListener(
  "click",
  event => {
    const button = event.target.closest("button");
    hide();
    if (button !== null && !isEnabled(button) && button.title !== "") {
      show(button);
    }
  },
  { capture: true },
);
document.addEventListener("keydown", event => event.key === "Escape" && hide());

function show(button) {
  bubble.textContent = button.title;
  const { left, bottom, top } = button.getBoundingClientRect();
  const { width, height } = bubble.getBoundingClientRect();
  const below = bottom + MARGIN + height < innerHeight;
  bubble.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN))}px`;
  bubble.style.top = `${below ? bottom + MARGIN : top - height - MARGIN}px`;
  timer = setTimeout(hide, SHOWN);
}

function hide() {
  clearTimeout(timer);
  bubble.textContent = "";
}
