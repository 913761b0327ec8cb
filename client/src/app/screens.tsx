import { type ComponentType, lazy } from 'react'

const found = import.meta.glob<{ default: ComponentType }>([
  '../{identity,bids,sealing,deposits,opening,tenders,evaluation,supervision,audit}/*.tsx',
])

/**
 * A screen by its file, loaded when it is first shown: `screen('../evaluation/Invitations.tsx')`.
 * Its file exports the screen as default.
 */
export const screen = (file: string): ComponentType => {
  const load = found[file]
  return lazy(async () => (load ? load() : { default: () => <p className="quiet">{file}</p> }))
}
