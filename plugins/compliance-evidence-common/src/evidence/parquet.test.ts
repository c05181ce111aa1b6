import { parquetWriteBuffer } from 'hyparquet-writer';
import { columnsOf, rowsOf } from './__testUtils__/rows';

type Written = Parameters<typeof parquetWriteBuffer>[0];

const file = (options: Written) => new Uint8Array(parquetWriteBuffer(options));
const columns = columnsOf(
  'id:integer',
  'cost:numeric',
  'who',
  'at:timestamp',
  'day:date',
  'on:boolean',
);

describe('Parquet', () => {
  const whole = file({
    codec: 'SNAPPY',
    rowGroupSize: 2,
    schema: [
      { name: 'root', num_children: 6 },
      { name: 'id', type: 'INT64', repetition_type: 'OPTIONAL' },
      {
        name: 'cost',
        type: 'INT64',
        converted_type: 'DECIMAL',
        scale: 2,
        precision: 18,
        repetition_type: 'OPTIONAL',
      },
      {
        name: 'who',
        type: 'BYTE_ARRAY',
        converted_type: 'UTF8',
        repetition_type: 'OPTIONAL',
      },
      {
        name: 'at',
        type: 'INT64',
        logical_type: {
          type: 'TIMESTAMP',
          isAdjustedToUTC: true,
          unit: 'MICROS',
        },
        repetition_type: 'OPTIONAL',
      },
      {
        name: 'day',
        type: 'INT32',
        converted_type: 'DATE',
        repetition_type: 'OPTIONAL',
      },
      { name: 'on', type: 'BOOLEAN', repetition_type: 'OPTIONAL' },
    ],
    columnData: [
      { name: 'id', data: [BigInt('9007199254740993'), BigInt(2), null] },
      { name: 'cost', data: [BigInt('123456789012345678'), BigInt(-5), null] },
      { name: 'who', data: ['Ärzte 日本', '', null] },
      {
        name: 'at',
        data: [BigInt('1790805600123456'), BigInt(0), null],
      },
      { name: 'day', data: [20727, 0, null] },
      { name: 'on', data: [true, false, null] },
    ],
  } as Written);

  it('is read to the last digit, group by group', async () => {
    const { rows, summary } = await rowsOf(whole, {
      format: 'parquet',
      columns,
    });
    expect(rows).toEqual([
      {
        id: '9007199254740993',
        cost: '1234567890123456.78',
        who: 'Ärzte 日本',
        at: '2026-09-30T22:00:00.123456Z',
        day: '2026-10-01',
        on: 'true',
      },
      {
        id: '2',
        cost: '-0.05',
        who: '',
        at: '1970-01-01T00:00:00Z',
        day: '1970-01-01',
        on: 'false',
      },
      { id: null, cost: null, who: null, at: null, day: null, on: null },
    ]);
    expect(summary.records).toBe(3);
  });

  it('names what differs from the declaration', async () => {
    const read = (...names: string[]) =>
      rowsOf(whole, { format: 'parquet', columns: columnsOf(...names) });
    await expect(read('whom')).rejects.toThrow('there is who');
    await expect(read('who:integer')).rejects.toThrow(
      'Line 1: who must be a whole number',
    );
  });

  it('takes a local time for no instant', async () => {
    const local = file({
      schema: [
        { name: 'root', num_children: 1 },
        {
          name: 'at',
          type: 'INT64',
          repetition_type: 'REQUIRED',
          logical_type: {
            type: 'TIMESTAMP',
            isAdjustedToUTC: false,
            unit: 'MILLIS',
          },
        },
      ],
      columnData: [{ name: 'at', data: [BigInt('1790805600123')] }],
    } as Written);
    await expect(
      rowsOf(local, { format: 'parquet', columns: columnsOf('at:timestamp') }),
    ).rejects.toThrow(
      'with an offset such as 2026-09-30T22:00:00Z, not "2026-09-30T22:00:00.123"',
    );
  });

  it('is refused where it is cut off, changed, or none', async () => {
    const read = (bytes: Uint8Array) =>
      rowsOf(bytes, { format: 'parquet', columns });
    for (const bytes of [
      whole.slice(0, -20),
      whole.slice(40),
      new TextEncoder().encode('id,cost\n1,2\n'),
      new Uint8Array(),
    ]) {
      await expect(read(bytes)).rejects.toThrow(
        'no Parquet file that can be read',
      );
    }
  });

  it('says so where it is compressed by something else', async () => {
    const packed = file({
      codec: 'GZIP',
      compressors: { GZIP: (bytes: Uint8Array) => bytes },
      columnData: [{ name: 'id', data: [BigInt(1)], type: 'INT64' }],
    } as Written);
    await expect(
      rowsOf(packed, { format: 'parquet', columns: columnsOf('id') }),
    ).rejects.toThrow('has id compressed by GZIP: SNAPPY is read');
  });
});
