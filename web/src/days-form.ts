// Sliders for the days of a page: as of which, and as known on which. Without this script the days are typed.

import { begin, dayNumber, fromNumber, inWords } from "./days";
import { el } from "./dom";

/** Set a slider beside each day of a form that says between which days there is anything. */
export function slideDays(form: HTMLFormElement): void {
  const { first, last } = form.dataset;
  if (!first || !last) return;
  const [low, high] = [dayNumber(begin(first)), dayNumber(begin(last))];
  if (high <= low) return;
  for (const field of form.querySelectorAll<HTMLInputElement>("input[data-day]")) {
    const name = field.closest("label")?.firstChild?.textContent?.trim() ?? field.name;
    const at = field.value ? dayNumber(begin(field.value)) : high + 1;
    const range = el("input", { type: "range", min: low, max: high + 1, value: at, "aria-label": `${name}, slider` });
    range.addEventListener("input", () => {
      field.value = range.valueAsNumber > high ? "" : fromNumber(range.valueAsNumber);
      range.setAttribute("aria-valuetext", field.value ? inWords(field.value) : field.placeholder);
    });
    range.addEventListener("change", () => form.requestSubmit());
    range.setAttribute("aria-valuetext", field.value ? inWords(field.value) : field.placeholder);
    field.closest("label")?.before(range);
  }
}
