#!/usr/bin/env bash
# Draws every diagram in bpmn/ (or the files given) as SVG and PNG into docs/pictures/, or into the folder named by OUT.
# Needs Chromium and nothing else; the drawing library is the one the pages use.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
viewer="$here/src/main/resources/static/vendor/bpmn-js/bpmn-navigated-viewer.production.min.js"
out=${OUT:-"$here/docs/pictures"}
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"
[ $# -gt 0 ] || set -- "$here"/bpmn/*.bpmn

browse() {
  "$chromium" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
    --disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$work/profile" "$@" 2>/dev/null
}

for model in "$@"; do
  name=$(basename "$model" .bpmn)
  {
    echo '<!doctype html><meta charset="utf-8"><body><div id="canvas" style="width:1600px;height:900px"></div><script>'
    cat "$viewer"
    echo '</script><script type="text/xml" id="model">'
    cat "$model"
    cat <<'PAGE'
</script><script>
const viewer = new BpmnJS({ container: '#canvas' });
// A reader's font is not ours: a label anchored where its first letter stood here runs out of its box in a wider one.
const anchorLabels = () => {
  const elements = viewer.get('elementRegistry');
  for (const { type, id } of elements.getAll()) {
    const drawn = elements.getGraphics(id);
    if (!drawn || type === 'bpmn:TextAnnotation') continue;
    const middle = drawn.querySelector(':scope > .djs-hit')?.getAttribute('width') / 2;
    if (!middle) continue;
    for (const line of drawn.querySelectorAll(':scope > .djs-visual > text > tspan')) {
      line.setAttribute('x', middle);
      line.setAttribute('text-anchor', 'middle');
      line.textContent = line.textContent.trim();
    }
  }
};
viewer.importXML(document.getElementById('model').textContent)
  .then(anchorLabels)
  .then(() => viewer.saveSVG())
  .then(({ svg }) => { document.body.innerHTML = 'SVG-BEGIN' + svg + 'SVG-END'; })
  .catch(error => { document.body.textContent = 'FAILED ' + error.message; });
</script></body>
PAGE
  } > "$work/$name.html"
  browse --virtual-time-budget=10000 --dump-dom "file://$work/$name.html" > "$work/$name.dom"
  if ! grep -q 'SVG-BEGIN' "$work/$name.dom"; then
    echo "$model: $(grep -o 'FAILED.*' "$work/$name.dom" | head -n 1)" >&2
    exit 1
  fi
  sed -n '/SVG-BEGIN/,/SVG-END/p' "$work/$name.dom" | sed -e 's/.*SVG-BEGIN//' -e 's/SVG-END.*//' | sed -e '/^<!-- created with/d' -e 's/<svg /<svg style="background:#fff" /' > "$out/$name.svg"
  size=$(grep -o 'viewBox="[^"]*"' "$out/$name.svg" | head -n 1 | tr -d '"' | awk '{printf "%d,%d", $3 + 20, ($4 + 20 < 500 ? 500 : $4 + 20)}')
  { echo '<!doctype html><body style="margin:10px;background:white">'; cat "$out/$name.svg"; } > "$work/$name.picture.html"
  browse --window-size="$size" --screenshot="$out/$name.png" "file://$work/$name.picture.html" > /dev/null
  echo "$out/$name.svg"
done
