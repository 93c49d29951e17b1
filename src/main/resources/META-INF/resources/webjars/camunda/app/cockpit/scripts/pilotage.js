// One login and one way home: a page that would ask for a password leads to the product's own login instead.
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

window.addEventListener('hashchange', leaveForLogin);
leaveForLogin();
addWayHome();
new MutationObserver(addWayHome).observe(document.body, { childList: true, subtree: true });
