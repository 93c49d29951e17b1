// Shows each process of an initiative and marks where it stands.
document.querySelectorAll('.diagram').forEach(async place => {
  const answer = await fetch('/diagrams/' + encodeURIComponent(place.dataset.process));
  if (!answer.ok) {
    place.textContent = 'The diagram cannot be shown just now. Reload the page to try again.';
    return;
  }
  const window = place.appendChild(document.createElement('div'));
  const paper = window.appendChild(document.createElement('div'));
  window.className = 'diagram-window';
  // The browser scrolls; a wheel that zooms would catch whoever wants to read on below.
  const viewer = new BpmnJS({
    container: paper,
    additionalModules: [{ zoomScroll: ['value', {}], moveCanvas: ['value', {}] }]
  });
  await viewer.importXML(await answer.text());
  // Who drew it stays in sight however far one scrolls.
  const drawnBy = paper.querySelector('.bjs-powered-by');
  if (drawnBy) place.append(drawnBy);
  const canvas = viewer.get('canvas');
  const known = viewer.get('elementRegistry');
  const now = place.dataset.active.split(' ').filter(id => known.get(id));
  now.forEach(id => canvas.addMarker(id, 'now'));
  const show = () => fit(window, paper, canvas, now.map(id => known.get(id)));
  show();
  addEventListener('resize', show);
});

// The whole process, as small as it can still be read; what is wider than the window is scrolled to.
function fit(window, paper, canvas, now) {
  const margin = 20;
  const drawn = canvas.viewbox().inner;
  const width = drawn.width + 2 * margin;
  const height = drawn.height + 2 * margin;
  const scale = Math.max(Math.min(1, window.clientWidth / width), .5);
  const shown = Math.max(window.clientWidth, width * scale);
  paper.style.width = shown + 'px';
  paper.style.height = Math.max(200, height * scale) + 'px';
  window.tabIndex = shown > window.clientWidth ? 0 : -1;
  canvas.resized();
  const left = drawn.x + drawn.width / 2 - shown / scale / 2;
  const tall = paper.clientHeight / scale;
  canvas.viewbox({ x: left, y: drawn.y + drawn.height / 2 - tall / 2, width: shown / scale, height: tall });
  if (now.length) window.scrollLeft = (now[0].x + now[0].width / 2 - left) * scale - window.clientWidth / 2;
}
