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
  canvas.zoom('fit-viewport', 'auto');
  const known = viewer.get('elementRegistry');
  place.dataset.active.split(' ').filter(id => known.get(id)).forEach(id => canvas.addMarker(id, 'now'));
});
