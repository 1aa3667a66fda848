/** Does `work` for each item, at most `width` at a time. Rejects with the first failure, once nothing is at work. */
export async function inBatches<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const failures: unknown[] = [];
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
        try {
          await work(item);
        } catch (error) {
          failures.push(error);
          queue.length = 0;
        }
      }
    }),
  );
  if (failures.length > 0) throw failures[0];
}
