// Shows each process of an initiative and marks where it stands.
document.querySelectorAll('.diagram').forEach(async place => {
  const viewer = new BpmnJS({ container: place });
  const answer = await fetch('/diagrams/' + encodeURIComponent(place.dataset.process));
  if (!answer.ok) {
    place.textContent = 'The diagram cannot be shown just now. Reload the page to try again.';
    return;
  }
  await viewer.importXML(await answer.text());
  const canvas = viewer.get('canvas');
  const known = viewer.get('elementRegistry');
  const now = place.dataset.active.split(' ').filter(id => known.get(id));
  now.forEach(id => canvas.addMarker(id, 'now'));
  fit(place, canvas, now.map(id => known.get(id)));
});

// The whole process where it can be read; else the surroundings of where it stands.
function fit(place, canvas, now) {
  const drawn = canvas.viewbox().inner;
  const width = place.clientWidth;
  const whole = Math.min(1, width / (drawn.width + 40));
  const scale = Math.max(whole, .55);
  const height = Math.min(640, Math.max(240, (drawn.height + 40) * scale));
  place.style.height = height + 'px';
  canvas.resized();
  const centre = whole < scale && now.length
    ? { x: now[0].x + now[0].width / 2, y: now[0].y + now[0].height / 2 }
    : { x: drawn.x + drawn.width / 2, y: drawn.y + drawn.height / 2 };
  canvas.viewbox({ x: centre.x - width / scale / 2, y: centre.y - height / scale / 2, width: width / scale, height: height / scale });
}
