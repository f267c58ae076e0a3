// Lets the notes beside an article float past the paragraphs, so that a long
// note does not tear the text apart. Without this script each note simply
// stands beside its paragraph.
(() => {
  const wide = matchMedia("(min-width: 60rem)");
  const place = () => {
    for (const text of document.querySelectorAll(".annotated")) {
      text.classList.toggle("floating", wide.matches);
      let bottom = 0;
      for (const row of text.querySelectorAll(".row.flagged")) {
        const notes = row.querySelector(".notes");
        if (!wide.matches) {
          notes.style.top = "";
          continue;
        }
        const top = Math.max(row.offsetTop, bottom);
        notes.style.top = top + "px";
        bottom = top + notes.offsetHeight;
      }
      text.style.minHeight = wide.matches ? bottom + "px" : "";
    }
  };
  place();
  addEventListener("resize", place);
  // "toggle" does not bubble, so it is caught on the way down.
  document.addEventListener("toggle", place, true);
  document.fonts?.ready.then(place);
})();
