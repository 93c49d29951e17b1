// Shows how much of an upload has been sent. Without scripts the form does the same by itself.
document.querySelectorAll('form.upload').forEach(form => {
  const bar = form.querySelector('progress');
  const said = form.querySelector('.say');
  const button = form.querySelector('button');

  form.addEventListener('submit', submitted => {
    submitted.preventDefault();
    const file = form.elements.file.files[0];
    const most = Number(form.dataset.most);
    if (file.size > most) {
      return tell('bad', 'The file has ' + megabytes(file.size) + ' MB; ' + megabytes(most)
        + ' MB at most. Put it into a data folder on the server and name it in the task, or give a sample as Parquet.');
    }
    const body = new FormData();
    body.append('file', file);
    const request = new XMLHttpRequest();
    request.upload.addEventListener('progress', sent => { if (sent.lengthComputable) show(sent.loaded, sent.total); });
    request.addEventListener('load', () => done(request));
    request.addEventListener('error', () => failed('The connection broke. Nothing was kept; try again.'));
    request.open('POST', form.dataset.api);
    request.setRequestHeader('X-CSRF-TOKEN', form.elements._csrf.value);
    button.disabled = true;
    show(0, file.size);
    request.send(body);
  });

  function show(sent, all) {
    bar.hidden = false;
    bar.value = all ? 100 * sent / all : 0;
    tell('', sent < all ? Math.floor(bar.value) + ' % of ' + megabytes(all) + ' MB sent.' : 'Sent. The server looks whether it is a table.');
  }

  function done(request) {
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch (notJson) { /* told below */ }
    if (request.status === 201) {
      tell('good', 'Kept as ' + answer.location + '. Choose it in the task “Audit data”.');
      location.assign(form.dataset.page + '#files');
      if (location.pathname === form.dataset.page) location.reload();
    } else if (request.status === 401 || request.status === 403) failed('You are logged out. Reload the page, log in and try again.');
    else failed(answer.detail || 'The file could not be kept. Try again.');
  }

  function failed(sentence) {
    button.disabled = false;
    bar.hidden = true;
    tell('bad', sentence);
  }

  function tell(tone, sentence) {
    said.hidden = false;
    said.className = 'say ' + tone;
    said.textContent = sentence;
  }

  function megabytes(bytes) {
    return Math.max(0.1, Math.round(bytes / 104857.6) / 10).toLocaleString('en');
  }
});
