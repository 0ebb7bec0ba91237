/** What the server says about a field, under it. */
export function Problems({ id, errors }: { id: string; errors: readonly string[] }) {
  return (
    <div className="problem field-problem" id={id}>
      {errors.map((text) => (
        <p key={text} dir="auto">
          {text}
        </p>
      ))}
    </div>
  );
}
