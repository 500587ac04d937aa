import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Place } from '../private/place';

/** An object that is referred to, made by this app or known by its name alone. */
interface Target {
  readonly name: string;
  readonly node?: IConstruct['node'];
}

/**
 * Checks that a reference stays within the namespace of the construct that it was given to: it has a name and nothing else. What this app
 * makes has a namespace to compare with; what is only known by its name is taken on trust.
 */
export function checkSameNamespace(place: Place, target: Target): void {
  const { construct } = place;
  const other = target.node?.defaultChild;
  if (!construct || !ApiObject.isApiObject(other)) return;
  const own = Chart.of(construct).namespace;
  if (other.metadata.namespace === own) return;
  place.fail({
    given: `the ${other.kind} ${target.name} in ${namespaceText(other.metadata.namespace)}`,
    allowed: `a ${other.kind} in ${namespaceText(own)}, where this construct is`,
    fix: 'put both into charts of one namespace',
  });
}

function namespaceText(namespace: string | undefined): string {
  return namespace === undefined ? 'no namespace' : `namespace ${namespace}`;
}
