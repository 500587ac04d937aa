import { Place } from '../private/place';
import { canonicalQuantity } from '../private/quantity';

/** Milli-CPUs in the unit that an amount was given in. */
const MILLIS = { cores: 1000, millis: 1 };

/** An amount of CPU, as Kubernetes counts it: in cores, down to a thousandth of one. */
export class Cpu {
  /**
   * CPU in cores.
   *
   * @param amount cores of more than 0, with at most three decimals: `0.25`, `2`
   */
  public static cores(amount: number): Cpu {
    return new Cpu(amount, 'cores');
  }

  /**
   * CPU in thousandths of a core.
   *
   * @param amount a whole number of at least 1: 250 is a quarter of a core
   */
  public static millis(amount: number): Cpu {
    return new Cpu(amount, 'millis');
  }

  private constructor(private readonly amount: number, private readonly unit: keyof typeof MILLIS) {}

  /** @internal */
  public _toJson(place: Place): string {
    const exact = typeof this.amount === 'number' ? this.amount * MILLIS[this.unit] : NaN;
    const millis = Math.round(exact);
    // What is finer than a millionth of a milli is the noise of binary fractions: 0.1 + 0.2 cores are meant as 300m.
    if (!Number.isSafeInteger(millis) || millis < 1 || Math.abs(exact - millis) > 1e-6) {
      place.fail({
        given: this.amount,
        allowed: 'CPU of at least 1m, in whole thousandths of a core',
        fix: 'write Cpu.millis(250) or Cpu.cores(0.25)',
      });
    }
    return canonicalQuantity(`${millis}m`)!;
  }
}
