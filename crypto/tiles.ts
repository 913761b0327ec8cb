const TILE_HEIGHT = 8
const TILE_WIDTH = 256

/** A rectangle of the tree, served as a file: `width` hashes of level 8 × `level`, starting at 256 × `index`. */
export type Tile = { level: number; index: number; width: number }

/** Where a tile is served (C2SP tlog-tiles): `tile/<L>/<N>`, and `.p/<W>` while it is not full. */
export function tilePath({ level, index, width }: Tile): string {
  const groups = [String(index % 1000).padStart(3, '0')]
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`)
  }
  return `tile/${level}/${groups.join('/')}${width === TILE_WIDTH ? '' : `.p/${width}`}`
}

/** The tiles that are new or wider once a tree has grown: a tile is never changed, only replaced by a wider one. */
export function tilesBetween(from: number, to: number): Tile[] {
  const tiles: Tile[] = []
  for (let level = 0, [before, now] = [from, to]; now > 0; level++) {
    for (let index = Math.floor(before / TILE_WIDTH); index * TILE_WIDTH < now; index++) {
      const width = Math.min(TILE_WIDTH, now - index * TILE_WIDTH)
      if (index * TILE_WIDTH + width > before) tiles.push({ level, index, width })
    }
    ;[before, now] = [Math.floor(before / TILE_WIDTH), Math.floor(now / TILE_WIDTH)]
  }
  return tiles
}

/** Which stored hashes (level and index as in `tree.ts`) stand in a tile, in order; a tile is their concatenation. */
export const tileHashes = ({ level, index, width }: Tile): { level: number; index: number }[] =>
  Array.from({ length: width }, (_, i) => ({ level: level * TILE_HEIGHT, index: index * TILE_WIDTH + i }))
