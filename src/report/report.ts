import { reportPieces } from './json';
import { reportText } from './text';
import { Judgement } from '../rules/judgement';

/** A report of the guardrails in a form and a file. It is written once at each synth, a failing one too. */
export class Report {
  /**
   * All results with settings and waivers, as JSON: what dashboards read, and what the command line takes by `--report`.
   *
   * @param path the file, below the folder that the program runs in unless absolute; not below the app's output folder, which is applied to clusters
   */
  public static json(path: string): Report {
    return new Report(path, (judgement) => [...reportPieces(judgement)].join(''));
  }

  /**
   * The findings, waived ones too, as text for people.
   *
   * @param path the file, as in `json`
   */
  public static text(path: string): Report {
    return new Report(path, reportText);
  }

  private constructor(
    /** The file that it is written to. */
    public readonly path: string,
    private readonly write: (judgement: Judgement) => string,
  ) {}

  /**
   * Its content for a judgement.
   *
   * @internal
   */
  public _content(judgement: Judgement): string {
    return this.write(judgement);
  }
}
