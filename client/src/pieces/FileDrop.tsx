import { type DragEvent, type ReactNode, useState } from 'react'

/** A place to drop one file or to choose it: with the mouse or the keyboard. */
export function FileDrop({
  accept,
  onFile,
  children,
  label,
}: {
  accept: string
  onFile: (file: File) => void
  children: ReactNode
  label: string
}) {
  const [over, setOver] = useState(false)
  const take = (files: FileList | null): void => {
    const [file] = files ?? []
    if (file) onFile(file)
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
