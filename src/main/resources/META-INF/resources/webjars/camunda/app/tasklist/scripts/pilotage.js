// One login and one way home: a page that would ask for a password leads to the product's own login instead. A refused answer is no error.
const root = (document.querySelector('base').getAttribute('app-root') || '/camunda').replace(/\/camunda$/, '');

function leaveForLogin() {
  if (window.location.hash.startsWith('#/login')) window.location.assign(root + '/login');
}

function addWayHome() {
  const header = document.querySelector('[cam-widget-header] .navbar, [cam-widget-header] nav, [cam-widget-header]');
  if (!header || header.querySelector('.pilotage-board')) return;
  const link = document.createElement('a');
  link.className = 'pilotage-board';
  link.href = root + '/';
  link.textContent = '← Board';
  const brand = header.querySelector('.navbar-brand');
  if (brand) brand.after(link);
  else header.prepend(link);
}

const OUR_WORDS = {
  'An error happened while submitting the task form': 'Your answer was not taken, and the task stays with you',
  'The process could not be started': 'Nothing was started'
};

function sayItOurWay() {
  document.querySelectorAll('.notifications .status').forEach(status => {
    const ours = OUR_WORDS[status.textContent.trim().replace(/\s*[.:]$/, '')];
    if (ours) status.textContent = ours;
  });
}

function tend() {
  addWayHome();
  sayItOurWay();
}

window.addEventListener('hashchange', leaveForLogin);
leaveForLogin();
tend();
new MutationObserver(tend).observe(document.body, { childList: true, subtree: true });
