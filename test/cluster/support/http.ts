import { request as httpsRequest, Agent, RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';

/** A refusal of the API server, in its own words. */
export class ApiError extends Error {
  public constructor(
    /** The HTTP status code. */
    public readonly status: number,
    /** The machine-readable reason, such as `Forbidden`, `Invalid` or `AlreadyExists`. */
    public readonly reason: string,
    message: string,
    /** The server's whole Status object, with the causes in `details`. */
    public readonly body: any,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

/** What to send besides method and path. */
export interface RequestBody {
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  /** @default 'application/json' */
  readonly contentType?: string;
}

/** What the server answered. */
export interface Answer {
  /** Parsed JSON: dates stay strings and no field is lost. Text that is no JSON stays text. */
  readonly body: any;
  /** The texts of the `Warning` headers, as kubectl prints them. */
  readonly warnings: readonly string[];
}

const connections = new WeakMap<KubeConfig, Promise<RequestOptions>>();

/** Sends one request to the API server. Throws an `ApiError` unless it succeeds. */
export async function request(kubeConfig: KubeConfig, method: string, path: string, content: RequestBody = {}): Promise<Answer> {
  const url = new URL(path, kubeConfig.getCurrentCluster()!.server);
  for (const [name, value] of Object.entries(content.query ?? {})) {
    if (value !== undefined) {
      url.searchParams.set(name, value);
    }
  }
  const options = await connection(kubeConfig);
  const body = content.body === undefined ? undefined : JSON.stringify(content.body);
  const headers = { ...options.headers, Accept: 'application/json', ...(body && { 'Content-Type': content.contentType ?? 'application/json' }) };

  return new Promise<Answer>((resolve, reject) => {
    const outgoing = httpsRequest(url, { ...options, method, headers }, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const answer = parse(Buffer.concat(chunks).toString('utf8'));
        const status = response.statusCode ?? 0;
        if (status >= 200 && status < 300) {
          resolve({ body: answer, warnings: warningTexts(response.headers.warning) });
        } else {
          reject(new ApiError(status, answer?.reason ?? 'Unknown', answer?.message ?? `${method} ${path}: HTTP ${status} ${answer}`, answer));
        }
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** One set of kept-alive connections for each user, since a test sends many requests. */
function connection(kubeConfig: KubeConfig): Promise<RequestOptions> {
  let options = connections.get(kubeConfig);
  if (!options) {
    const opened: RequestOptions = {};
    options = kubeConfig.applyToHTTPSOptions(opened).then(() => {
      const { ca, cert, key, headers } = opened;
      return { headers, agent: new Agent({ keepAlive: true, ca, cert, key }) };
    });
    connections.set(kubeConfig, options);
  }
  return options;
}

function parse(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `299 - "text", 299 - "text"` as a list of texts. */
function warningTexts(header: string | string[] | undefined): string[] {
  const quoted = [header ?? []].flat().join(', ').matchAll(/\d{3} \S+ ("(?:[^"\\]|\\.)*")/g);
  return [...quoted].map(([, text]) => text.slice(1, -1).replace(/\\(.)/g, '$1'));
}
