/** Processor time in milliseconds: what else the machine does meanwhile counts little. */
export async function processorTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * How many times the work on the whole text takes that on a quarter of it: about 4 where time is in proportion, 16
 * where it is squared. What is too short to measure counts as 200 ms.
 */
export async function growth(text: string, work: (text: string) => unknown): Promise<number> {
  const aQuarter = await processorTime(() => work(text.slice(0, text.length / 4)));
  const whole = await processorTime(() => work(text));
  return whole / Math.max(aQuarter, 200);
}
