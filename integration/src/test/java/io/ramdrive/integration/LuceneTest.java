// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Lucene index: many small files, all read through mappings, deleted while they are mapped. */
class LuceneTest {

  private static final long SEED = 20_250_103;
  private static final int DOCUMENTS = 2000;

  @ParameterizedTest
  @EnumSource(names = {"FOR_EVER", "OFF"})
  void indexIsSoundThroughUpdatesMergesAndReopen(KernelCache cache) throws Exception {
    try (TestDrive drive = TestDrive.mount(cache.options());
        Directory directory = new MMapDirectory(drive.root().resolve("lucene"))) {
      useIndex(directory, 4, () -> KernelCache.drop(drive.root()));
    }
  }

  /**
   * Writes an index, changes it, merges it and reads it all the time.
   *
   * @param forget makes caches forget what they know, between the rounds
   */
  static void useIndex(Directory directory, int rounds, Runnable forget) throws IOException {
    int[] versions = new int[DOCUMENTS];
    Random random = new Random(SEED);
    try (IndexWriter writer = new IndexWriter(directory, configuration())) {
      writer.commit();
    }
    for (int round = 0; round < rounds; round++) {
      int[] versionsBefore = versions.clone();
      try (DirectoryReader before = DirectoryReader.open(directory)) {
        try (IndexWriter writer = new IndexWriter(directory, configuration())) {
          update(writer, versions, random);
          try (DirectoryReader nearRealTime = DirectoryReader.open(writer)) {
            assertContents(nearRealTime, versions);
          }
          if (round % 2 == 1) {
            writer.forceMerge(1);
          }
        }
        // The merges have deleted files of this reader; it reads on.
        for (LeafReaderContext leaf : before.leaves()) {
          leaf.reader().checkIntegrity();
        }
        assertContents(before, versionsBefore);
      }
      forget.run();
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        assertContents(reader, versions);
      }
    }
    assertClean(directory);
  }

  private static IndexWriterConfig configuration() {
    // A small buffer makes many segments, hence many merges.
    return new IndexWriterConfig(new StandardAnalyzer()).setMaxBufferedDocs(100);
  }

  private static void update(IndexWriter writer, int[] versions, Random random) throws IOException {
    for (int change = 0; change < DOCUMENTS; change++) {
      int id = random.nextInt(DOCUMENTS);
      versions[id]++;
      Document document = new Document();
      document.add(new StringField("id", Integer.toString(id), Store.YES));
      document.add(new NumericDocValuesField("version", versions[id]));
      document.add(new TextField("body", body(id, versions[id]), Store.YES));
      writer.updateDocument(new Term("id", Integer.toString(id)), document);
    }
  }

  private static void assertContents(DirectoryReader reader, int[] versions) throws IOException {
    IndexSearcher searcher = new IndexSearcher(reader);
    int expected = 0;
    for (int id = 0; id < DOCUMENTS; id++) {
      TopDocs found = searcher.search(new TermQuery(new Term("id", Integer.toString(id))), 2);
      assertThat(found.scoreDocs)
          .as("document %d, seed %d", id, SEED)
          .hasSize(versions[id] == 0 ? 0 : 1);
      if (versions[id] > 0) {
        expected++;
        String body = searcher.storedFields().document(found.scoreDocs[0].doc).get("body");
        assertThat(body).as("document %d, seed %d", id, SEED).isEqualTo(body(id, versions[id]));
        String word = "version" + id + "x" + versions[id];
        assertThat(searcher.count(new TermQuery(new Term("body", word)))).as(word).isEqualTo(1);
      }
    }
    assertThat(reader.numDocs()).isEqualTo(expected);
  }

  private static void assertClean(Directory directory) throws IOException {
    ByteArrayOutputStream findings = new ByteArrayOutputStream();
    try (CheckIndex check = new CheckIndex(directory)) {
      check.setInfoStream(new PrintStream(findings, true, StandardCharsets.UTF_8));
      check.setLevel(CheckIndex.Level.MIN_LEVEL_FOR_SLOW_CHECKS);
      assertThat(check.checkIndex().clean).as(findings.toString(StandardCharsets.UTF_8)).isTrue();
    }
  }

  private static String body(int id, int version) {
    return ("version" + id + "x" + version + " of a document ") + "word ".repeat(id % 50);
  }
}
