// Files that are dropped anywhere on a page with a form for them go into it, and it is sent.

/** Take files that are dropped on the page. */
export function takeFiles(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>("input[type=file]");
  if (!field) return;
  const has = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  const over = (is: boolean): void => void document.body.classList.toggle("dropping", is);
  document.addEventListener("dragover", (event) => {
    if (!has(event)) return;
    event.preventDefault();
    over(true);
  });
  document.addEventListener("dragleave", (event) => over(event.relatedTarget !== null));
  document.addEventListener("drop", (event) => {
    if (!has(event) || !event.dataTransfer) return;
    event.preventDefault();
    over(false);
    field.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}
