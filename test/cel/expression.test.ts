import { describe, expect, test } from 'vitest';
import { compileExpression, EvaluationFailure, ExpressionError, toCel } from '../../src/cel';

const VARIABLES = ['pod', 'container', 'object'];

function errorOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

const refusal = (text: string, result: 'bool' | 'string' = 'bool') => errorOf(() => compileExpression(text, VARIABLES, result)) as ExpressionError;

describe('an expression', () => {
  test('has its text and its value, a bool or a string', () => {
    const bool = compileExpression('pod.hostNetwork == true', VARIABLES, 'bool');
    expect(bool.text).toBe('pod.hostNetwork == true');
    expect(bool.evaluate({ pod: toCel({ hostNetwork: true }) })).toBe(true);
    expect(bool.evaluate({ pod: toCel({ hostNetwork: false }) })).toBe(false);
    expect(compileExpression("'in ' + string(pod.name)", VARIABLES, 'string').evaluate({ pod: toCel({ name: 'a' }) })).toBe('in a');
  });

  test('sees the values of each evaluation only', () => {
    const expression = compileExpression('object.items.all(item, item > object.least)', VARIABLES, 'bool');
    const run = (items: number[], least: number) => expression.evaluate({ object: toCel({ items, least }) });
    expect([run([2, 3], 1), run([2, 3], 2), run([], 9), run([3], 2)]).toEqual([true, false, true, true]);
  });

  test('is one of many over other variables', () => {
    compileExpression('one == 1', ['one'], 'bool');
    expect(() => compileExpression('one == 1', ['two'], 'bool')).toThrow('unknown variable: one');
    expect(compileExpression('one == 1', ['one', 'two'], 'bool').evaluate({ one: 1n })).toBe(true);
  });
});

describe('what is refused', () => {
  test.each<[string, string, number?, ('bool' | 'string')?]>([
    ['nope == 1', 'unknown variable: nope', 0],
    ['pod.a == 1 && nope', 'unknown variable: nope', 14],
    ['pod.all(x, x > 0) && x', 'unknown variable: x', 21],
    ['pod.all(pod, pod > y)', 'unknown variable: y', 19],
    ['sets == 1', 'unknown variable: sets', 0],
    ['has(nope.a)', 'unknown variable: nope', 4],
    ['google == 1', 'unknown variable: google', 0],
    ['sets.contains([nope], [1])', 'unknown variable: nope', 15],
    ['nofunc(1)', "found no matching overload for 'nofunc(int)'", 0],
    ['pod.nomethod(1)', "found no matching overload for 'dyn.nomethod(int)'", 0],
    ['pod.a.contains(1)', "found no matching overload for 'dyn.contains(int)'", 0],
    ['pod.a.equivalent([1], [1])', "found no matching overload for 'dyn.equivalent(list<int>, list<int>)'", 0],
    ["'a'.contains(1)", "found no matching overload for 'string.contains(int)'", 0],
    ["1 + 'a' == 2", 'no such overload: int + string', 0],
    ['pod.a', 'the expression must be a bool, and is of type dyn, which is not known to be one: compare it, as in x == true', 0],
    ['1', 'the expression must be a bool, and is of type int', 0],
    ["'a'", 'the expression must be a bool, and is of type string', 0],
    ['pod.a', 'the expression must be a string, and is of type dyn', 0, 'string'],
    ['true', 'the expression must be a string, and is of type bool', 0, 'string'],
    ['', 'unexpected token: EOF', 0],
    ['pod.', 'expected IDENTIFIER, got EOF', 4],
    ['a) || (true', "unexpected character: ')'", 1],
    ['cel.bind(x, 1, x == 1)', 'cel.bind() is refused: Kubernetes does not have it', 0],
    ["b'a'.hex() == '61'", 'hex() is refused: Kubernetes does not have it', 0],
    ["b'a'.base64() == ''", 'base64() is refused: Kubernetes does not have it', 0],
    ["b'{}'.json() == {}", 'json() is refused: Kubernetes does not have it', 0],
    ["b'a'.string() == 'a'", 'string() is refused: Kubernetes does not have it', 0],
    ["b'a'.at(0) == 97", 'at() is refused: Kubernetes does not have it', 0],
    ["isSemver('1.2.3')", 'isSemver() is refused: it is not evaluated here, though newer Kubernetes has it', 0],
    ["semver('1') == semver('1', true)", 'semver() is refused: it is not evaluated here, though newer Kubernetes has it', 0],
    ["semver('1', true) == semver('1')", 'semver() is refused: it is not evaluated here, though newer Kubernetes has it', 0],
    ["isSemver('1', true)", 'isSemver() is refused: it is not evaluated here, though newer Kubernetes has it', 0],
    ['[1].includes(1)', 'includes() is refused: it is not evaluated here, though newer Kubernetes has it', 0],
    ["timestamp('2024-01-01T00:00:00Z').getHours('UTC') == 0", "found no matching overload for 'google.protobuf.Timestamp.getHours(string)'", 0],
    ["pod.t.getDayOfWeek('UTC') == 0", "found no matching overload for 'dyn.getDayOfWeek(string)'", 0],
    ['pod.`x-y` == 1', "names in backticks are not evaluated here: write object['the-name']", 4],
    ['[?pod.a] == []', 'optional items of lists and maps, as [?x] and {?k: v}, are not evaluated here', 1],
    ["{ ?'a': pod.?b} == {}", 'optional items of lists and maps, as [?x] and {?k: v}, are not evaluated here', 2],
    ['[1, ?pod.a] == []', 'optional items of lists and maps, as [?x] and {?k: v}, are not evaluated here', 4],
    ['pod ? ? true : false', 'unexpected token: QUESTION', 6],
    ["'''a\r''' == 'a'", 'strings with carriage returns are not evaluated here: write \\r', 0],
    ["true || r'''\r''' == ''", 'strings with carriage returns are not evaluated here: write \\r', 8],
    ["r'\\' == 'a'", 'raw strings that end with a backslash are not evaluated here', 0],
    ["1 == 1 && R\"\"\"a\\\"\"\" == 'a'", 'raw strings that end with a backslash are not evaluated here', 10],
    ["b'é' == b'a'", 'bytes that are not ASCII must be written as escapes', 0],
    ['B"\\x80é" == b\'a\'', 'bytes that are not ASCII must be written as escapes', 0],
    ['9223372036854775808 > 0', 'the number does not fit into an int', 0],
    ['pod.a == -9223372036854775809', 'the number does not fit into an int', 10],
    ["{1u: 'a'} == {}", 'keys of maps are texts, ints or bools here, not uint', 0],
    ["{1.5: 'a'} == {}", 'keys of maps are texts, ints or bools here, not double', 0],
    ['[[], pod.a] == []', 'items of a list or a map must have the same type: write dyn(…) around each', 0],
    ['pod.a == [[], 1]', 'items of a list or a map must have the same type: write dyn(…) around each', 9],
    ['has(b\'a\'.a)', 'bytes has no fields', 4],
    ['pod.a == {\'a\': pod.a, \'b\': {}}', 'items of a list or a map must have the same type: write dyn(…) around each', 9],
    ["quantity('1').a == 1", 'no such key: a', 14],
    ["duration('1s').a == 1", 'google.protobuf.Duration has no fields', 0],
    ["duration('1s')['a'] == 1", 'google.protobuf.Duration has no fields', 0],
    ["duration('1x') == duration('1s')", '"1x" is no duration', 0],
    ["timestamp('2024-02-30T00:00:00Z') == pod.a", '"2024-02-30T00:00:00Z" is no timestamp of RFC 3339', 0],
    ["pod.a == 1 && int('x') == 1", '"x" cannot be converted to int', 14],
    ["'a'.matches('(?=b)')", '"(?=b)" is no pattern of RE2: error parsing regexp: invalid or unsupported Perl syntax: `(?=`', 0],
    ["matches(pod.a, '[')", '"[" is no pattern of RE2: error parsing regexp: missing closing ]: `[`', 0],
    ["pod.a.find('[') == ''", '"[" is no pattern of RE2: error parsing regexp: missing closing ]: `[`', 0],
    ["pod.a.findAll('[', 1) == []", '"[" is no pattern of RE2: error parsing regexp: missing closing ]: `[`', 0],
    ['has(pod)', 'has() takes a field, as has(a.b)', 4],
    ["has(pod['a'])", 'has() takes a field, as has(a.b)', 4],
    ['pod.all(i, i, true)', 'two variables have the same name', 11],
    ['pod.all(i, 1, true)', 'the name of a variable is needed here', 11],
    ['1.all(i, v, true)', 'int has no entries: a list or a map is needed', 0],
    ['[1].all(i, v, v)', 'a bool is needed, not int', 14],
    ['[1].transformMap(i, v, i, v) == {}', 'a bool is needed, not int', 23],
    ['[1].transformMapEntry(i, v, 1) == {}', 'a map is needed, not int', 28],
    ['optional.of(1).optFlatMap(x, 1).hasValue()', 'an optional value is needed, not int', 29],
    ['[1].optMap(x, 1).hasValue()', 'an optional value is needed, not list<int>', 0],
    ["'%d'.format(['a']) == ''", '%d takes no string', 0],
    ["'%s %s'.format(['a']) == ''", 'there are 2 places for values, and 1 values', 0],
    ["'%s'.format([1, 2]) == ''", 'there are 1 places for values, and 2 values', 0],
    ["'%e'.format([1.0]) == ''", '"%e" is no place for a value here (%e is not supported)', 0],
    ["'%'.format([1.0]) == ''", '"%" is no place for a value here (%e is not supported)', 0],
    ["1.format([1]) == ''", 'a string is needed, not int', 0],
    ["'%s'.format('a') == ''", 'a list is needed, not string', 12],
    ["'a'.sortBy(x, x) == []", 'a list is needed, not string', 0],
    ['[1].sortBy(x, [x]) == [1]', 'list<int> has no order', 14],
  ])('%j: %s', (text, message, offset, result) => {
    const error = refusal(text, result);
    expect(error).toBeInstanceOf(ExpressionError);
    expect({ message: error.message, offset: error.offset, text: error.text }).toEqual({ message, offset, text });
  });

  test.each([
    ['int', "a variable cannot be named int, which is a name of CEL's own"],
    ['sets', "a variable cannot be named sets, which is a name of CEL's own"],
    ['optional', "a variable cannot be named optional, which is a name of CEL's own"],
    ['google', "a variable cannot be named google, which is a name of CEL's own"],
    ['for', "invalid variable declaration: 'for' is a reserved name"],
  ])('a variable named %s', (name, message) => {
    const error = errorOf(() => compileExpression('true', ['pod', name], 'bool')) as ExpressionError;
    expect(error).toBeInstanceOf(ExpressionError);
    expect([error.name, error.message, error.offset, error.excerpt]).toEqual(['ExpressionError', message, undefined, undefined]);
  });

  test('is shown in its line, with a caret below', () => {
    expect(refusal('pod.a == 1 &&\n  nope == 1 &&\n  pod.b == 2').excerpt).toBe('  nope == 1 &&\n  ^');
    expect(refusal('nope').excerpt).toBe('nope\n^');
    expect(refusal('true &&\nnope').excerpt).toBe('nope\n^');
  });

  test('says only what is wrong first', () => {
    expect(refusal('nope && nofunc()').message).toBe('unknown variable: nope');
  });
});

describe('what has no value', () => {
  test.each([
    ['pod.missing == 1', 'no_such_key', 'no such key: missing'],
    ['pod.text > 1', 'no_such_overload', 'no such overload: dyn<string> > int'],
    ['pod.list[5] == 1', 'index_out_of_bounds', 'no such key: index out of bounds, index 5 >= size 2'],
    ['9223372036854775807 + pod.one > 0', 'numeric_overflow', 'integer overflow: 9223372036854775808'],
    ['pod.one / 0 == 1', 'division_by_zero', 'division by zero'],
    ['-(pod.one * -9223372036854775807 - 1) > 0', 'invalid_conversion', '9223372036854775808 cannot be converted to int'],
    ['container == 1', 'unknown_variable', 'unknown variable: container'],
    ["quantity(pod.text) == quantity('1')", 'invalid_quantity', '"x" is no quantity: a number and a suffix are needed'],
    ["quantity('1y') == quantity('1')", 'invalid_quantity', '"1y" is no quantity: a number and a suffix are needed'],
    ["quantity('1Kk') == quantity('1')", 'invalid_quantity', '"1Kk" is no quantity: the suffix "Kk" is none'],
    ["quantity('.e-10') == quantity('1')", 'invalid_quantity', '".e-10" is no quantity: it has no digits'],
    ["quantity('1e1001') == quantity('1')", 'invalid_quantity', '"1e1001" is no quantity: exponents beyond 1000 are not supported'],
    ["quantity('1m').asInteger() == 0", 'inexact_quantity', 'the quantity is no integer'],
    ["quantity('1') == quantity('1').add(0)", 'no_such_overload', 'Kubernetes does not compare with a sum on the right of "==": use compareTo'],
    ["ip(pod.text) == ip('::1')", 'invalid_address', '"x" is no IP address: it is no IP address'],
    ["isIP('fe80::1%a') || ip('fe80::1%a') == ip('::1')", 'invalid_address', '"fe80::1%a" is no IP address: a zone is not allowed'],
    ["ip('::ffff:1.2.3.4') == ip('::1')", 'invalid_address', '"::ffff:1.2.3.4" is no IP address: an IPv4-mapped IPv6 address is not allowed'],
    ["cidr(pod.text) == cidr('::/0')", 'invalid_block', '"x" is no block of addresses: it has no prefix'],
    ["cidr('x/8') == cidr('::/0')", 'invalid_block', '"x/8" is no block of addresses: it is no IP address'],
    ["cidr('10.0.0.0/33') == cidr('::/0')", 'invalid_block', '"10.0.0.0/33" is no block of addresses: its prefix is no number in the range'],
    ["dyn(ip('::1')) == dyn(1)", 'no_such_overload', 'a value of this type can only be compared with one of the same type'],
    ['pod.text.matches(pod.bad)', 'invalid_regular_expression', '"[" is no pattern of RE2: error parsing regexp: missing closing ]: `[`'],
    ["pod.text.charAt(9) == ''", 'index_out_of_range', 'the index 9 is out of range'],
    ['pod.list.slice(0, 9) == []', 'index_out_of_range', 'a list of 2 has no slice from 0 to 9'],
    ['pod.lists.flatten(-1) == []', 'index_out_of_range', 'a list cannot be flattened by a negative depth'],
    ['lists.range(10000001) == []', 'index_out_of_range', 'there is no range of 10000001 numbers'],
    ['[].max() == 1', 'empty_list', 'an empty list has neither a least nor a greatest item'],
    ['[9223372036854775807, 1].sum() == 1', 'numeric_overflow', 'the sum does not fit into an int'],
    ['pod.texts.sum() == 1', 'no_matching_overload', "found no matching overload for 'list.sum()'"],
    ['pod.mixed.sum() == 1', 'no_such_overload', 'the items of the list cannot be added'],
    ['pod.mixed.sort() == []', 'no_such_overload', 'what a list is sorted by must be of one type'],
    ['pod.lists.sort() == []', 'no_matching_overload', "found no matching overload for 'list.sort()'"],
    ['pod.lists.sortBy(x, x) == []', 'no_such_overload', 'values that have no order cannot be compared'],
    ['pod.text.sortBy(x, x) == []', 'no_such_overload', "sortBy() is a list's"],
    ['optional.unwrap(pod.list) == []', 'no_matching_overload', "found no matching overload for 'optional.unwrap(list<int>)'"],
    ['sets.contains(pod.list, pod.texts)', 'no_matching_overload', "found no matching overload for 'sets.contains(list<int>, list<string>)'"],
    ['[dyn(optional.of(1)), dyn(1)].unwrapOpt() == []', 'optional_expected', 'only a list of optional values can be unwrapped'],
    ['pod.optMap(x, x).hasValue()', 'optional_expected', 'the value is not optional'],
    ['int(pod.text) == 1', 'invalid_conversion', '"x" cannot be converted to int'],
    ["string(b'\\xff' + b'') == ''", 'invalid_conversion', 'bytes that are no UTF-8 cannot be converted to string'],
    ["duration(pod.text) == duration('1s')", 'invalid_duration', '"x" is no duration'],
    ["duration('9000000000s') + duration('9000000000s') > duration('1s')", 'invalid_duration', 'the duration is longer than 64 bits of nanoseconds can say'],
    ["timestamp(pod.text) > timestamp('2024-01-01T00:00:00Z')", 'invalid_timestamp', '"x" is no timestamp of RFC 3339'],
    ["timestamp('9999-12-31T23:59:59Z') + duration('1s') == timestamp('2024-01-01T00:00:00Z')", 'invalid_timestamp', 'the timestamp is not within the years 1 to 9999'],
    ["timestamp('2024-01-01T00:00:00Z') + duration('1us') == timestamp('2024-01-01T00:00:00Z')", 'unsupported_timestamp',
      'timestamps finer than a millisecond are not supported'],
    ["timestamp(pod.fine) == timestamp('2024-01-01T00:00:00Z')", 'unsupported_timestamp', 'timestamps finer than a millisecond are not supported'],
    ["url(pod.text).getHost() == ''", 'invalid_url', '"x" is no URL: it has neither a scheme nor an absolute path'],
    ['1 in pod.text', 'no_such_overload', 'only lists and maps have something in them'],
    ['pod.text.all(i, v, true)', 'invalid_comprehension_range', 'only lists and maps have entries'],
    ['pod.list.all(i, v, dyn(v))', 'no_such_overload', 'what is asked of each entry must be true or false'],
    ["pod.list.transformMapEntry(i, v, {'k': v}) == {}", 'duplicate_key', 'a key comes twice'],
    ['pod.list.transformMapEntry(i, v, dyn(v)) == {}', 'no_such_overload', 'transformMapEntry makes maps'],
    ['{dyn(1u): 1} == {}', 'unsupported_key', 'keys of maps are texts, ints or bools'],
    ['has(pod.list.a)', 'no_such_overload', 'a value of this type has no field "a"'],
    ['pod.list.a == 1', 'invalid_index_type', "list index must be int, got 'string'"],
    ['pod.list.?a.hasValue()', 'invalid_index_type', "list index must be int, got 'string'"],
    ['pod.?list.?a.hasValue()', 'invalid_index_type', "list index must be int, got 'string'"],
    ["'%s%s'.format(pod.texts) == 'ab' && '%s'.format(pod.list.filter(x, x > 9)) == ''", 'invalid_format', 'there are more places for values than the 0 values'],
    ["pod.one.format([1]) == ''", 'no_such_overload', "format() is a text's, and takes a list"],
    ["'%d'.format([pod.text]) == ''", 'invalid_format', '%d takes no value of this type'],
    ["'%f'.format([pod.one]) == ''", 'invalid_format', '%f takes doubles only'],
    ["'%.101f'.format([1.0]) == ''", 'invalid_format', '%f has at most 100 digits here'],
    ["'%s'.format([[1.0 / 0.0]]) == ''", 'invalid_format', 'doubles that are no numbers are not supported in lists'],
    ["'%s'.format([dyn(ip('::1'))]) == ''", 'invalid_format', '%s takes no value of this type'],
  ])('%s', (text, code, message) => {
    const pod = {
      text: 'x', texts: ['a', 'b'], one: 1, list: [1, 2], lists: [[1]], mixed: [1, 'a'], bad: '[', fine: '2024-01-01T00:00:00.0001Z',
    };
    const expression = compileExpression(text, VARIABLES, 'bool');
    const failure = errorOf(() => expression.evaluate({ pod: toCel(pod) })) as EvaluationFailure;
    expect(failure).toBeInstanceOf(EvaluationFailure);
    expect({ name: failure.name, code: failure.code, message: failure.message }).toEqual({ name: 'EvaluationFailure', code, message });
  });

  test('is absorbed where another part decides', () => {
    const run = (text: string) => compileExpression(text, VARIABLES, 'bool').evaluate({ pod: toCel({ list: [1, 'a'] }) });
    expect(run('pod.missing == 1 || true')).toBe(true);
    expect(run('pod.missing == 1 && false')).toBe(false);
    expect(run("quantity('x') == quantity('1') || true")).toBe(true);
    expect(run('pod.list.exists(x, x > 0)')).toBe(true);
    expect(run('pod.list.all(i, x, x > 1)')).toBe(false);
  });

  test('tells what went wrong, though it is none of CEL\'s own failures', () => {
    const deep = compileExpression('pod == pod.a', VARIABLES, 'bool');
    const loop: { a?: unknown } = {};
    loop.a = { a: loop };
    const failure = errorOf(() => deep.evaluate({ pod: loop })) as EvaluationFailure;
    expect([failure.code, failure.message]).toEqual(['internal_error', 'maximum call stack size exceeded']);
  });
});

describe('the oldest Kubernetes that takes it', () => {
  test.each([
    ['1.28', ['true', 'pod.a == 1', "pod.a.matches('a')", "pod.all(x, x.startsWith('a'))", '[1].sum() == 1', "'a'.replace('a', 'b') == 'b'", "isURL('/a')", "'a'.find('a') == 'a'",
      'has(pod.a)', "string(1.5) == ''", "duration('1s') > duration('2s')", "'a'.indexOf('a') == 0", '[1].indexOf(1) == 0', '[1].map(x, x > 0, x) == [1]', "string(duration('1s')) == ''"]],
    ['1.29', ["isQuantity('1')", "quantity('1').isInteger()", 'pod.?a.hasValue()', "pod[?'a'].hasValue()", 'optional.of(1).hasValue()', 'optional.none().hasValue()',
      'optional.of(1).optMap(x, x) == optional.of(1)', 'optional.of(1).or(pod.a).hasValue()', 'optional.of(1).orValue(1) == 1', 'pod.a.value() == 1',
      'optional.ofNonZeroValue(1) == pod.a', 'pod.a.optFlatMap(x, x).hasValue()', 'sign(pod.a) == 1']],
    ['1.30', ['sets.contains([1], [1])', 'sets.equivalent([1], [1])', "'%d'.format([1]) == '1'", "strings.quote('a') == ''"]],
    ['1.31', ["isIP('::1')", "ip('::1').family() == 6", "isCIDR('::/0')", "ip.isCanonical('::1')", "cidr('::/0').ip() == ip('::')", "pod.a.containsIP('::1')"]],
    ['1.32', ["format.uuid().validate('a').hasValue()", "format.named('uuid').hasValue()"]],
    ['1.33', ['[1].all(i, x, x > 0)', '[1].existsOne(i, x, x > 0)', '[1].exists_one(i, x, x > 0)', '[1].transformList(i, x, i > 0, x) == []', '{}.transformMap(k, v, v) == {}',
      '[1].first().hasValue()', '[1].last().hasValue()', '[optional.of(1)].unwrapOpt() == [1]', 'optional.unwrap([optional.of(1)]) == [1]']],
    ['1.35', ['[1].reverse() == [1]', '[2].sort() == [2]', '[2].sortBy(x, x) == [2]', 'lists.range(1) == [0]', '[1].distinct() == [1]', '[[1]].flatten() == [1]', 'pod.a.flatten(1) == [1]',
      '[1].slice(0, 1) == [1]', "isIP('::1') || [1].reverse() == [1]", "[1].reverse() == [1] || isIP('::1')"]],
  ])('%s', (version, texts) => {
    expect(texts.map((text) => [text, compileExpression(text, VARIABLES, 'bool').minimumVersion])).toEqual(texts.map((text) => [text, version]));
  });
});

describe('what it can see', () => {
  test.each<[string, string]>([
    ['true', ''],
    ['pod == 1', 'pod'],
    ['pod.a == 1', 'pod.a'],
    ['pod.a.b.c == 1', 'pod.a'],
    ['has(pod.a)', 'pod.a'],
    ['has(pod.a.b)', 'pod.a'],
    ['pod.?a.hasValue()', 'pod.a'],
    ["pod['a'] == 1", 'pod.a'],
    ["pod[?'a'].hasValue()", 'pod.a'],
    ["pod['a b'].c == 1", 'pod.a b'],
    ['pod.a == pod.b && pod.a == 2', 'pod.a pod.b'],
    ['pod.a == container.a', 'pod.a container.a'],
    ['pod.a == 1 && pod == 1', 'pod'],
    ['pod == 1 || pod.a == 1', 'pod'],
    ['pod[container.a] == 1', 'pod container.a'],
    ['pod[0] == 1', 'pod'],
    ["'a' in pod", 'pod'],
    ['size(pod) == 1', 'pod'],
    ['pod.size() == 1', 'pod'],
    ['pod.a.size() == 1', 'pod.a'],
    ['pod.all(k, k != container.a)', 'pod container.a'],
    ['container.a.all(pod, pod.b == 1)', 'container.a'],
    ['container.a.all(pod, pod.b == 1) && pod.c == 1', 'container.a pod.c'],
    ['pod.a.all(pod, pod.b == container.c)', 'pod.a container.c'],
    ['container.a.map(x, x.b).exists(y, y == pod.a)', 'container.a pod.a'],
    ['container.a.filter(pod, pod.x).all(y, y == pod.a)', 'container.a pod.a'],
    ['container.a.map(pod, pod.f, pod.t) == []', 'container.a'],
    ['container.a.exists_one(pod, pod.f)', 'container.a'],
    ['container.a.all(pod, object, pod == object.x)', 'container.a'],
    ['container.a.transformList(pod, object, pod > 0, object.x) == []', 'container.a'],
    ['container.a.sortBy(pod, pod.x) == object.y', 'container.a object.y'],
    ['container.?a.optMap(pod, pod.x).hasValue()', 'container.a'],
    ['container.?a.optFlatMap(pod, pod.?x).hasValue()', 'container.a'],
    ['container.a.all(x, container.b.all(y, x.c == y.c && pod.d == x))', 'container.a container.b pod.d'],
    ['(pod.a ? container.b : object.c) == 1', 'pod.a container.b object.c'],
    ['[pod.a, container.b] == [object]', 'pod.a container.b object'],
    ["{'x': pod.a, string(container.b): object.c} == {}", 'pod.a container.b object.c'],
    ['!pod.a && -container.b == 1', 'pod.a container.b'],
    ['quantity(pod.a).isLessThan(quantity(container.b))', 'pod.a container.b'],
    ['sets.contains(pod.a, container.b)', 'pod.a container.b'],
    ["'%s'.format([pod.a]) == container.b", 'pod.a container.b'],
    ['type(pod.a) == int', 'pod.a'],
    ['type(pod.a) == google.protobuf.Duration', 'pod.a'],
    ['[google.protobuf.Timestamp].all(google, google == pod.a)', 'pod.a'],
    ['optional.of(pod.a).orValue(container) == 1', 'pod.a container'],
  ])('of %s is %j', (text, expected) => {
    const { dependencies } = compileExpression(text, VARIABLES, 'bool');
    expect(dependencies.map(({ variable, field }) => (field === undefined ? variable : `${variable}.${field}`))).toEqual(
      expected === '' ? [] : text.includes('a b') ? [expected] : expected.split(' '));
  });

  test('is a whole variable without a field', () => {
    expect(compileExpression('pod == 1', VARIABLES, 'bool').dependencies).toEqual([{ variable: 'pod' }]);
    expect(compileExpression('pod.a == 1', VARIABLES, 'bool').dependencies).toEqual([{ variable: 'pod', field: 'a' }]);
  });
});
