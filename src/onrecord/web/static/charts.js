// Draws the charts of a page: Vega-Lite, with Vega's interpreter, for the pages let no code be made from words.
"use strict";

const colours = () => {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  return { ink: of("--ink"), quiet: of("--quiet"), line: of("--line") };
};

const views = new Map();

async function draw(place) {
  const words = place.querySelector("script");
  if (!words) return;
  const spec = JSON.parse(words.textContent);
  const { ink, quiet, line } = colours();
  const config = {
    background: "transparent",
    font: getComputedStyle(document.body).fontFamily,
    title: { color: ink, subtitleColor: quiet },
    axis: { labelColor: quiet, titleColor: quiet, gridColor: line, domainColor: line, tickColor: line },
    legend: { labelColor: ink, titleColor: quiet },
    header: { labelColor: ink, titleColor: ink },
    text: { color: ink },
    view: { stroke: line },
  };
  const made = { ...spec, background: "transparent", title: undefined, config };
  const compiled = vegaLite.compile(made, { logger: vega.logger(vega.Error) }).spec;
  views.get(place)?.finalize();
  let canvas = place.querySelector(".canvas");
  if (!canvas) {
    canvas = document.createElement("div");
    canvas.className = "canvas";
    canvas.setAttribute("aria-hidden", "true");
    place.append(canvas);
  }
  const view = new vega.View(vega.parse(compiled, null, { ast: true }), {
    expr: vega.expressionInterpreter, renderer: "canvas", container: canvas, hover: true,
    loader: { load: () => Promise.reject(new Error("nothing is fetched")), sanitize: (uri) => Promise.reject(new Error(uri)) },
  });
  views.set(place, view);
  await view.runAsync();
  place.classList.add("drawn");
}

const drawAll = () => { for (const place of document.querySelectorAll("[data-chart]")) draw(place); };
drawAll();
for (const kind of ["theme", "drawn"]) document.addEventListener(kind, drawAll);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
