import type { World } from '../../server/cli/demo/world.ts'

/** The deadline for bids of the tender that a world is about, ms. */
export const bidDeadline = ({ played }: World): number => played.draft.deadline
