// Quantities are texts or integers in manifests, and what is none may pass the schema: no expression may take one for granted.

/** Whether something that is there is a quantity. */
export const isAmount = (value: string): string => `isQuantity(string(${value}))`;

/** Whether something that may be missing, as `a.?b`, is a quantity of more than nothing. */
export const isSome = (value: string): string => (
  `${isAmount(`${value}.orValue(0)`)} && quantity(string(${value}.orValue(0))).isGreaterThan(quantity('0'))`
);

/** Whether a container has a limit of a resource that is a quantity. */
export const hasLimit = (container: string, resource: string): string => (
  `'${resource}' in ${container}.?resources.?limits.orValue({}) && ${isAmount(`${container}.resources.limits['${resource}']`)}`
);

/** The sum of something of a list's elements, which is a quantity. */
export const sumOf = (list: string, element: string, value: string): string => (
  `${list}.map(${element}, quantity(string(${value})).asApproximateFloat()).sum()`
);
