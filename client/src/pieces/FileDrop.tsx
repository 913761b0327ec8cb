import { type DragEvent, type ReactNode, useState } from 'react'

/** A place to drop one file (or, with `many`, several) or to choose it: with the mouse or the keyboard. */
export function FileDrop({
  accept,
  onFile,
  many,
  children,
  label,
}: {
  accept: string
  onFile: (file: File) => void
  /** takes all that are dropped or chosen, instead of `onFile` */
  many?: (files: File[]) => void
  children: ReactNode
  label: string
}) {
  const [over, setOver] = useState(false)
  const take = (files: FileList | null): void => {
    const [file] = files ?? []
    if (file && many) many([...(files ?? [])])
    else if (file) onFile(file)
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <label
      className={`drop${over ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        type="file"
        accept={accept}
        multiple={many !== undefined}
        aria-label={label}
        onChange={(event) => {
          take(event.target.files)
          event.target.value = ''
        }}
      />
      {children}
    </label>
  )
}
