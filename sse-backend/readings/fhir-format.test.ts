import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { parseTemperature } from '../contract/temperature.ts';
import type { EventLog } from '../log/event-log.ts';
import type { NewReading } from '../log/shapes.ts';
import { ask, refusal, type Answer } from '../testing/ask.ts';
import { startApp } from '../testing/test-app.ts';
import { encodeObservation } from './fhir-observation.ts';
import { historyRoute } from './history.ts';
import { NOW, openTestLog, TestServer } from '../testing/test-server.ts';

const headers = { Accept: 'application/fhir+json' };

function taken(index: number, temperature: string, name = 'Mass Roy'): NewReading {
  return { type: 'message', name, temperature, rfid: `R${index}`, takenAtMs: NOW + index };
}

async function start(
  t: TestContext,
  ...readings: NewReading[]
): Promise<{ log: EventLog; origin: string; get: (search?: string) => Promise<Answer> }> {
  const log = await openTestLog(t);
  await log.append(readings, 'each');
  const { origin } = await TestServer.start(t, historyRoute(log));
  return { log, origin, get: (search = '') => ask(`${origin}/api/readings${search}`, { headers }) };
}

test('a reading is an Observation by the body temperature profile, in the unit and with the digits of its sensor', async (t) => {
  const { log, origin, get } = await start(t, taken(1, '102.5F', 'Rosé "Mass" Roy'));
  const answer = await get();
  const fullUrl = /"fullUrl":"([^"]*)"/.exec(answer.text)?.[1] ?? '';
  assert.match(fullUrl, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(
    answer.text,
    `{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"${origin}/api/readings"}],"entry":[` +
      `{"fullUrl":"${fullUrl}","resource":{"resourceType":"Observation","id":"${log.idOf(1)}",` +
      '"meta":{"profile":["http://hl7.org/fhir/StructureDefinition/bodytemp"]},"status":"final",' +
      '"category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs","display":"Vital Signs"}]}],' +
      '"code":{"coding":[{"system":"http://loinc.org","code":"8310-5","display":"Body temperature"}],"text":"Body temperature"},' +
      '"subject":{"type":"Patient","identifier":{"type":{"text":"RFID tag"},"value":"R1"},"display":"Rosé \\"Mass\\" Roy"},' +
      '"effectiveDateTime":"2026-11-20T09:15:10.001Z",' +
      '"interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"H","display":"High"}]}],' +
      '"valueQuantity":{"value":102.5,"unit":"°F","system":"http://unitsofmeasure.org","code":"[degF]"}},"search":{"mode":"match"}}]}',
  );
});

test('it is saved as a file of its own', async (t) => {
  const { get } = await start(t);
  const { status, headers: given } = await get();
  assert.equal(status, 200);
  assert.equal(given['content-type'], 'application/fhir+json; charset=utf-8');
  assert.equal(given['content-disposition'], 'attachment; filename="readings.fhir.json"');
});

test('a history without readings is a Bundle without entries', async (t) => {
  const { origin, get } = await start(t);
  assert.deepEqual(JSON.parse((await get()).text), {
    resourceType: 'Bundle',
    type: 'searchset',
    link: [{ relation: 'self', url: `${origin}/api/readings` }],
  });
});

test('the self link names the parameters that were heeded, and no others', async (t) => {
  const { origin, get } = await start(t);
  const { link } = JSON.parse(
    (await get('?limit=5&rfid=R1&from=2026-11-20T10:00:00%2B01:00&before=7.1&colour=red')).text,
  ) as Bundle;
  assert.equal(link[0]?.url, `${origin}/api/readings?rfid=R1&from=2026-11-20T09%3A00%3A00.000Z&before=7.1`);
});

test('each status has its interpretation, and each unit its UCUM code', async (t) => {
  const { get } = await start(t, taken(1, '36.6C'), taken(2, '39.0C'), taken(3, '93.2F'));
  const { entry = [] } = JSON.parse((await get()).text) as Bundle;
  const seen = entry.map(({ resource: { interpretation, valueQuantity } }) => [
    interpretation[0]?.coding[0]?.code,
    valueQuantity.code,
  ]);
  assert.deepEqual(seen, [
    ['L', '[degF]'],
    ['H', 'Cel'],
    ['N', 'Cel'],
  ]);
});

test('every answer keeps to the rules of FHIR R4 and of the profile, over all its pages', async (t) => {
  const readings = Array.from({ length: 1500 }, (_, index) => taken(index, `3${index % 10}.${index % 7}0C`));
  const { get } = await start(t, ...readings);
  const bundle = JSON.parse((await get()).text) as Bundle;
  assert.ok(bundle.entry);
  assert.equal(bundle.entry.length, readings.length);
  // [spec] bdl-7: fullUrl is unique within a Bundle.
  assert.equal(new Set(bundle.entry.map(({ fullUrl }) => fullUrl)).size, bundle.entry.length);
  for (const { resource, search } of bundle.entry) {
    assert.deepEqual(search, { mode: 'match' });
    assertBodyTemperature(resource);
  }
  assertNothingEmpty(bundle);
});

test('a reading has the same fullUrl in every download', async (t) => {
  const { get } = await start(t, taken(1, '36.6C'), taken(2, '36.6C'));
  const urlsOf = async (search: string) =>
    (JSON.parse((await get(search)).text) as Bundle).entry?.map(({ fullUrl }) => fullUrl);
  const [, first] = (await urlsOf('')) ?? [];
  assert.deepEqual(await urlsOf('?rfid=R1'), [first]);
});

test("a decimal has the sensor's own digits, whatever they are, and is JSON", () => {
  const digits = fc.tuple(
    fc.constantFrom('', '0', '00'),
    fc.integer({ min: 25, max: 113 }),
    fc.stringMatching(/^\d{0,9}$/),
  );
  fc.assert(
    fc.property(digits, fc.constantFrom('C', 'F'), ([zeros, whole, fraction], unit) => {
      const written = `${whole}${fraction === '' ? '' : `.${fraction}`}`;
      assert.ok(parseTemperature(`${zeros}${written}${unit}`));
      const text = encodeObservation({
        id: 'k3f9-1',
        name: 'Mass Roy',
        temperature: `${zeros}${written}${unit}`,
        rfid: 'R1',
        takenAt: '2026-11-20T09:15:02.114Z',
        status: 'normal',
      });
      assert.ok(text.includes(`"valueQuantity":{"value":${written},`), text);
      assert.equal((JSON.parse(text) as Observation).valueQuantity.value, Number(written));
    }),
  );
});

test('what is wrong with a request is told as a problem, also to those who want FHIR', async (t) => {
  const { get } = await start(t);
  assert.deepEqual(refusal(await get('?from=yesterday')), [400, 'invalid-parameter']);
});

interface Bundle {
  readonly link: readonly { readonly url: string }[];
  readonly entry?: readonly { readonly fullUrl: string; readonly resource: Observation; readonly search: unknown }[];
}

interface Concept {
  readonly coding: readonly { readonly system: string; readonly code: string }[];
}

interface Observation {
  readonly resourceType: string;
  readonly id: string;
  readonly meta: { readonly profile: readonly string[] };
  readonly status: string;
  readonly category: readonly Concept[];
  readonly code: Concept;
  readonly subject: { readonly type: string; readonly identifier: { readonly value: string } };
  readonly effectiveDateTime: string;
  readonly interpretation: readonly Concept[];
  readonly valueQuantity: {
    readonly value: number;
    readonly unit: string;
    readonly system: string;
    readonly code: string;
  };
}

/** [spec] https://hl7.org/fhir/R4/bodytemp.html, its mandatory elements, and the formats of their types in datatypes.html. */
function assertBodyTemperature(observation: Observation): void {
  const { resourceType, id, meta, status, category, code, subject, effectiveDateTime, valueQuantity } = observation;
  assert.equal(resourceType, 'Observation');
  assert.match(id, /^[A-Za-z0-9\-.]{1,64}$/);
  assert.deepEqual(meta.profile, ['http://hl7.org/fhir/StructureDefinition/bodytemp']);
  assert.equal(status, 'final');
  const has = ({ coding }: Concept, system: string, wanted: string) =>
    coding.some((each) => each.system === system && each.code === wanted);
  const categories = 'http://terminology.hl7.org/CodeSystem/observation-category';
  assert.ok(category.some((each) => has(each, categories, 'vital-signs')));
  assert.ok(has(code, 'http://loinc.org', '8310-5'));
  assert.equal(subject.type, 'Patient');
  assert.match(subject.identifier.value, /^R\d+$/);
  assert.match(effectiveDateTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.equal(typeof valueQuantity.value, 'number');
  assert.equal(valueQuantity.system, 'http://unitsofmeasure.org');
  assert.ok(['Cel', '[degF]'].includes(valueQuantity.code));
  assert.ok(valueQuantity.unit.length > 0);
}

/** [spec] json.html: no property is null, and no string, array or object is empty. */
function assertNothingEmpty(value: unknown): void {
  assert.ok(value !== null && value !== '');
  if (typeof value !== 'object') return;
  assert.notEqual(Object.keys(value).length, 0);
  for (const each of Object.values(value)) assertNothingEmpty(each);
}

test('the self link is of the address that users see', async (t) => {
  const { url } = await startApp(t, '--public-url', 'https://ward.example.org', '--allow-anonymous');
  const { text } = await ask(`${url}/api/readings`, { headers: { Accept: 'application/fhir+json' } });
  assert.equal((JSON.parse(text) as Bundle).link[0]?.url, 'https://ward.example.org/api/readings');
  const refused = await ask(`${url}/api/imports`, { method: 'POST', body: 'x' });
  assert.match(refused.text, / https:\/\/ward\.example\.org\/api\/imports/);
});
