package kinoloom.dsl;

import groovy.lang.GroovyObjectSupport;
import java.util.Iterator;
import kinoloom.graph.Opaque;

/** A value of a rehearsal that nobody knows: whatever is asked of it is unknown too. */
final class SampleValue extends GroovyObjectSupport implements Iterable<Object> {
  private final Opaque opaque;

  SampleValue(Opaque opaque) {
    this.opaque = opaque;
  }

  Opaque opaque() {
    return opaque;
  }

  @Override
  public Object getProperty(String name) {
    if (opaque.media().equals("video") && ScriptRef.FRAMES.contains(name)) {
      throw new ScriptMistake(
          "A frame is taken of a ref to a clip, and here is the clip itself",
          "write def frame = " + opaque.name() + "." + name + " outside, and use frame here");
    }
    return new SampleValue(new Opaque(opaque.name() + "." + name));
  }

  @Override
  public Object invokeMethod(String name, Object arguments) {
    if (name.equals("toString")) return toString();
    return new SampleValue(new Opaque(opaque.name() + "." + name + "()"));
  }

  @Override
  public Iterator<Object> iterator() {
    return opaque.elements().stream().<Object>map(it -> new SampleValue((Opaque) it)).iterator();
  }

  @Override
  public String toString() {
    return opaque.toString();
  }
}
