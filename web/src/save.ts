// Pictures as files.

/** Offer a file of these characters or bytes. */
export function save(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A drawing as an SVG file that stands alone. */
export function svgBlob(drawing: SVGSVGElement, paper: string): Blob {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  for (const element of copy.querySelectorAll("[data-screen]")) element.remove();
  const back = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  back.setAttribute("width", "100%");
  back.setAttribute("height", "100%");
  back.setAttribute("fill", paper);
  copy.prepend(back);
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
}

/** A drawing as a PNG, twice as fine as on the screen. */
export async function pngBlob(drawing: SVGSVGElement, paper: string): Promise<Blob> {
  const source = URL.createObjectURL(svgBlob(drawing, paper));
  try {
    const image = new Image();
    image.src = source;
    await image.decode();
    const scale = Math.min(2, 16_000 / Math.max(image.width, image.height)); // what canvases can hold
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(image.width * scale);
    canvas.height = Math.ceil(image.height * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) =>
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("This picture is too large for a PNG."))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(source);
  }
}

/** A name for a file from the words of a page. */
export function fileName(words: string, what: string, ending: string): string {
  const plain = words.normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").toLowerCase();
  return `${plain.slice(0, 60) || "orbat"}-${what}.${ending}`;
}
