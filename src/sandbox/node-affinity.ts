import type * as manifest from '../../imports/manifests';
import { Place } from '../private/place';
import { checkInteger, checkLabelValue, checkQualifiedName } from '../private/syntax';

/** Something that is demanded of a node's labels (`matchExpressions[]`). */
export class NodeRequirement {
  /**
   * The label has one of these values.
   *
   * @param key the label's key
   * @param values at least one
   */
  public static oneOf(key: string, values: string[]): NodeRequirement {
    return new NodeRequirement(key, 'In', values);
  }

  /**
   * The label has none of these values, or is missing.
   *
   * @param key the label's key
   * @param values at least one
   */
  public static noneOf(key: string, values: string[]): NodeRequirement {
    return new NodeRequirement(key, 'NotIn', values);
  }

  /**
   * The node has the label.
   *
   * @param key the label's key
   */
  public static exists(key: string): NodeRequirement {
    return new NodeRequirement(key, 'Exists');
  }

  /**
   * The node does not have the label.
   *
   * @param key the label's key
   */
  public static absent(key: string): NodeRequirement {
    return new NodeRequirement(key, 'DoesNotExist');
  }

  private constructor(
    private readonly key: string,
    private readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist',
    private readonly values?: string[],
  ) {}

  /** @internal */
  public _toJson(place: Place): manifest.NodeSelectorRequirement {
    const key = checkQualifiedName(place.at('key'), this.key);
    if (this.operator === 'Exists' || this.operator === 'DoesNotExist') return { key, operator: this.operator };
    const values = this.values ?? [];
    if (values.length === 0) {
      place.at('values').fail({ given: values, allowed: 'at least one value', fix: 'give values, or use NodeRequirement.exists or .absent' });
    }
    return { key, operator: this.operator, values: values.map((value, index) => checkLabelValue(place.at('values').item(index), value)) };
  }
}

/** Nodes that a Pod has to run on, or that it is better off on (`affinity.nodeAffinity`). */
export class NodeAffinity {
  /**
   * Nodes that fulfil all of these. Several of this kind have to be fulfilled together.
   *
   * @param requirements at least one
   */
  public static required(requirements: NodeRequirement[]): NodeAffinity {
    return new NodeAffinity(requirements);
  }

  /**
   * Nodes that fulfil all of these come first.
   *
   * @param requirements at least one
   * @param weight 1 to 100, against other preferences; 1 where it is left out
   */
  public static preferred(requirements: NodeRequirement[], weight: number = 1): NodeAffinity {
    return new NodeAffinity(requirements, { value: weight });
  }

  private constructor(private readonly requirements: NodeRequirement[], private readonly weight?: { readonly value: number }) {}

  /**
   * The expressions, with a weight where they are a preference.
   *
   * @internal
   */
  public _toJson(place: Place): { matchExpressions: manifest.NodeSelectorRequirement[]; weight?: number } {
    const { requirements } = this;
    if (!Array.isArray(requirements) || requirements.length === 0) {
      place.at('requirements').fail({ given: requirements, allowed: 'at least one requirement', fix: 'give one, as NodeRequirement.oneOf(key, values)' });
    }
    const matchExpressions = requirements.map((requirement, index) => requirement._toJson(place.at('requirements').item(index)));
    return this.weight ? { matchExpressions, weight: checkInteger(place.at('weight'), this.weight.value, 1, 100) } : { matchExpressions };
  }
}
