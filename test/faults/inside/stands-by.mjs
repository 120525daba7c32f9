// Loaded with --import: the process reads the whole program, then waits for its settings, so that one that dies is
// replaced at once. It ends with whoever started it, however that ends.
const settings = new Promise((resolve) => {
  process.once('message', resolve);
});
process.once('disconnect', () => process.exit(1));
await import('../../../dist/src/start.js');
Object.assign(process.env, await settings);
