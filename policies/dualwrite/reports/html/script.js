"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const [text, verdict, requirement] = ["text", "verdict", "requirement"].map((id) =>
    document.getElementById(id),
  );
  const status = document.getElementById("shown");
  const table = document.querySelector(".matrix");
  const columns = new CSSStyleSheet();
  document.adoptedStyleSheets = [columns];
  let narrowedTo = "";
  let pairs;

  const isShown = (cell, chosen) =>
    chosen === "" || (chosen === "!" ? cell.finding !== null : cell.mark === chosen);

  const readCell = (cell) => {
    const link = cell.firstElementChild;
    const finding = link && document.getElementById(link.hash.slice(1));
    return { mark: cell.className[0] || "p", finding };
  };

  // Reading a thousand pairs takes longer than filtering them: once, while nobody waits for it.
  const read = () => {
    const articles = document.querySelectorAll("#pairs article");
    pairs = Array.from(table.tBodies[0].rows, (row, index) => ({
      row,
      article: articles[index],
      text: Array.from(articles[index].querySelectorAll("h3,.w,li,td"), (one) => one.textContent)
        .join("\n")
        .toLowerCase(),
      cells: Array.from(row.cells).slice(1).map(readCell),
    }));
  };

  const narrowColumns = (chosen) => {
    // Each change of a style sheet makes the browser compute all styles anew.
    if (chosen === narrowedTo) return;
    narrowedTo = chosen;
    const column = `:nth-child(${Number(chosen) + 2})`;
    columns.replaceSync(
      chosen === "" ? "" : `.matrix tr>:nth-child(n+2):not(${column}){display:none}`,
    );
    table.classList.toggle("narrow", chosen !== "");
  };

  const say = (shown, findings, isFiltered) => {
    const counted = (number, noun) =>
      `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
    const all = counted(pairs.length, "pair");
    status.textContent = isFiltered
      ? `Showing ${shown.toLocaleString("en")} of ${all}, with ${counted(findings, "finding")}.`
      : `Showing all of ${all}.`;
  };

  const apply = () => {
    if (!pairs) read();
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const column = requirement.value;
    let shownPairs = 0;
    let shownFindings = 0;
    for (const { row, article, text: content, cells } of pairs) {
      const looked = column === "" ? cells : [cells[column]];
      const isMatch =
        words.every((word) => content.includes(word)) &&
        looked.some((cell) => cell.mark !== "o" && isShown(cell, verdict.value));
      row.hidden = article.hidden = !isMatch;
      for (const cell of cells) {
        if (!cell.finding) continue;
        const isWanted = looked.includes(cell) && isShown(cell, verdict.value);
        cell.finding.hidden = !isWanted;
        if (isMatch && isWanted) shownFindings += 1;
      }
      if (isMatch) shownPairs += 1;
    }
    narrowColumns(column);
    say(shownPairs, shownFindings, words.length > 0 || column !== "" || verdict.value !== "");
  };

  const clear = () => {
    form.reset();
    apply();
  };

  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
  });
  form.hidden = false;
  (window.requestIdleCallback || setTimeout)(() => pairs || apply());
})();
