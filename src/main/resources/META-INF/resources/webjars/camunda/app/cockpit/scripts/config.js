// What the engine's page is called and which script of ours it loads.
export default {
  app: { name: 'Processes', vendor: 'Pilotage' },
  disableWelcomeMessage: true,
  customScripts: ['scripts/pilotage.js'],
};
