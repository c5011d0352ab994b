/** Runs at most `size` functions at once; the others wait for their turn. */
export class Limit {
  private active = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly size: number) {}

  run<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push(() => {
        work()
          .then(resolve, reject)
          .finally(() => {
            this.active--;
            this.next();
          });
      });
      this.next();
    });
  }

  private next(): void {
    if (this.active >= this.size) return;
    const start = this.waiting.shift();
    if (start === undefined) return;
    this.active++;
    start();
  }
}
