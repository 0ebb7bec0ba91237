import { createWriteStream } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** A CSV file of so many rows. */
export async function writeCsv(folder: string, name: string, rows: number): Promise<void> {
  function* chunks() {
    yield "id,city,lat,lon\n";
    const size = 10_000;
    for (let first = 1; first <= rows; first += size) {
      let text = "";
      for (let row = first; row < first + size && row <= rows; row += 1)
        text += `${row},"City, number ${row}",${row % 90}.5,${row % 180}.25\n`;
      yield text;
    }
  }
  await pipeline(Readable.from(chunks()), createWriteStream(join(folder, name)));
}

/** A folder with one file of that size, which takes no room on the disk. */
export async function writeSparseFolder(folder: string, name: string, bytes: number): Promise<void> {
  await mkdir(join(folder, name));
  const file = await open(join(folder, name, "large.bin"), "w");
  await file.truncate(bytes);
  await file.close();
}
