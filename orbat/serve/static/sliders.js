// Sliders beside the two days of a profile: a month a step. Without this script the days are typed.
"use strict";
for (const form of document.querySelectorAll("form[data-days]")) {
  const first = Number(form.dataset.first) || 2000;
  const last = Math.max(Number(form.dataset.last) || 0, new Date().getFullYear());
  const months = (last - first + 1) * 12;
  for (const input of form.querySelectorAll("input[data-day]")) {
    const slider = document.createElement("input");
    slider.type = "range";
    slider.min = "0";
    slider.max = String(months); // the last step: any day
    slider.setAttribute("aria-label", input.dataset.day === "as_of" ? "As of" : "As known on");
    const day = () => {
      const at = Number(slider.value);
      return at >= months ? "" : `${first + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
    };
    const place = () => {
      const [year, month = "1"] = input.value.split("-");
      slider.value = input.value ? String((Number(year) - first) * 12 + Number(month) - 1) : String(months);
    };
    slider.addEventListener("input", () => (input.value = day()));
    slider.addEventListener("change", () => form.requestSubmit());
    input.addEventListener("input", place);
    place();
    input.closest("label").append(slider);
  }
}
