import { type ComponentType, lazy } from 'react'
import { useLanguage } from './words.ts'

/** A screen that is loaded when it is first shown, and drawn anew (with all it holds) when the language changes. */
export function screen(load: () => Promise<{ default: ComponentType }>): ComponentType {
  const Loaded = lazy(load)
  return function Screen() {
    useLanguage()
    return <Loaded />
  }
}
