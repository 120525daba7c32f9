// Loaded with --import: the service's clock runs as fast as it is told, jumps when told, and may be wrong.
const { Clock } = await import('../../../dist/src/clock.js');
const hands = JSON.parse(process.env.FAULT_CLOCK);

process.on('message', ({ ahead }) => {
  if (ahead !== undefined) hands.ahead = ahead;
});

Clock.prototype.now = () => {
  const now = hands.from + (Date.now() - hands.since) * hands.rate + hands.ahead + hands.skew;
  return new Date(Math.max(hands.from, Math.min(now, hands.last)));
};
